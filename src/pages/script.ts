/**
 * The pages' only script, as it runs in the browser: a copy button at every block of code, and loading an open sweep's
 * page again, though never while somebody reads in it by keyboard or selects text. Without it the pages miss the
 * buttons only.
 */
export const script = `'use strict';
const seconds = Number(document.body.dataset.refresh);
if (seconds > 0) {
  const busy = () =>
    document.hidden || document.querySelector('main :focus') || !document.getSelection().isCollapsed;
  setInterval(() => busy() || location.reload(), seconds * 1000);
}

for (const block of navigator.clipboard ? document.querySelectorAll('[data-copy]') : []) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  const said = document.createElement('span');
  said.className = 'unseen';
  said.setAttribute('role', 'status');
  const say = (word, status) => {
    button.textContent = word;
    said.textContent = status;
  };
  button.addEventListener('click', async () => {
    const text = block.querySelector('code').textContent;
    await navigator.clipboard.writeText(text).then(
      () => say('Copied', 'Copied to the clipboard'),
      () => say('Not allowed', 'The browser does not allow it'),
    );
    setTimeout(say, 2000, 'Copy', '');
  });
  block.querySelector('.code-head').append(said, button);
}
`;
