/** Which addresses something may be sent to: public ones, and private ones where people allowed them. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What may be thought of an address; `text` is how it is connected to, and `why` what it is instead of public. */
export type Judged =
  | { readonly kind: 'public'; readonly text: string }
  /** May be used when people allow it by name. */
  | { readonly kind: 'private'; readonly text: string; readonly why: string }
  /** Never used, whatever people allow. */
  | { readonly kind: 'never'; readonly why: string };

/** Takes IP addresses as the system writes them: other notations have been brought into that form by the URL parser. */
export function judgeAddress(address: string): Judged {
  // The parser of ipaddr.js reads "0x7f.1" too; what the system connects to is always an address in full.
  if (isIP(address) === 0) return { kind: 'never', why: 'what is no IP address' };
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return judgeIpv4(parsed);
  // The system sends it to the IPv4 address inside.
  if (parsed.isIPv4MappedAddress()) return judgeIpv4(parsed.toIPv4Address());
  return judgeIpv6(parsed);
}

function judgeIpv4(address: ipaddr.IPv4): Judged {
  const text = address.toString();
  const range = address.range();
  if (platformAddresses.has(text)) return { kind: 'never', why: platformService };
  if (range === 'unicast') return { kind: 'public', text };
  const why = privateIpv4[range];
  return why === undefined ? { kind: 'never', why: nameOf(range) } : { kind: 'private', text, why };
}

function judgeIpv6(address: ipaddr.IPv6): Judged {
  const text = address.toString();
  const range: string = address.range();
  if (platformAddresses.has(text)) return { kind: 'never', why: platformService };
  if (range === 'loopback') return { kind: 'private', text, why: 'a loopback address (::1)' };
  if (range === 'uniqueLocal') return { kind: 'private', text, why: 'a private address (fc00::/7)' };
  if (range !== 'unicast') return { kind: 'never', why: nameOf(range) };
  // Nothing else is given out: https://www.iana.org/assignments/ipv6-address-space. "::10.0.0.1" is among the rest.
  if (!address.match(globalUnicast)) return { kind: 'never', why: 'an address that nobody was given' };
  if (isIsatap(address)) return { kind: 'never', why: 'a tunnel to an IPv4 address (ISATAP)' };
  return { kind: 'public', text };
}

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Its last half is `0:5efe` and an IPv4 address: https://www.rfc-editor.org/rfc/rfc5214#section-6.1 */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  const [, , , , flags = 0, marker] = parts;
  return marker === 0x5efe && (flags === 0 || flags === 0x200);
}

const platformService = 'an address of the cloud platform itself (metadata, keys, identity)';

/** In the form that ipaddr.js writes. Link-local ones are refused as a range: the identity endpoint of Functions is there. */
const platformAddresses: ReadonlySet<string> = new Set([
  // Azure's wire server, public by its range: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
  '168.63.129.16',
  // https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service (other clouds have it at the same address)
  '169.254.169.254',
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
  'fd00:ec2::254',
  // https://cloud.google.com/compute/docs/metadata/querying-metadata
  'fd20:ce::254',
  // https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata, among the addresses for carriers
  '100.100.100.200',
]);

const privateIpv4: Readonly<Partial<Record<string, string>>> = {
  private: 'a private address (10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16)',
  loopback: 'a loopback address (127.0.0.0/8)',
  carrierGradeNat: 'a shared address behind a carrier (100.64.0.0/10)',
};

function nameOf(range: string): string {
  return rangeNames[range] ?? 'a reserved address';
}

/** Of ranges as ipaddr.js calls them; the rest is reserved for one thing or another. */
const rangeNames: Readonly<Partial<Record<string, string>>> = {
  unspecified: 'no address of anybody (0.0.0.0/8 or ::)',
  broadcast: 'the broadcast address',
  multicast: 'a multicast address',
  linkLocal: 'a link-local address (169.254.0.0/16 or fe80::/10)',
  '6to4': 'a tunnel to an IPv4 address (6to4)',
  teredo: 'a tunnel to an IPv4 address (Teredo)',
  rfc6052: 'a translated IPv4 address (NAT64)',
  rfc6145: 'a translated IPv4 address (SIIT)',
};
