import packageFile from '../../package.json' with { type: 'json' };

export const productName = packageFile.name;

/** How the product names itself to the servers it asks. */
export const userAgent = `${packageFile.name}/${packageFile.version}`;

export const productVersion = packageFile.version;
