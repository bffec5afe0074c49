/** The bundled packages as a CycloneDX document, for scanners that look for known vulnerabilities. */
import { Enums, Models, Serialize, Spec, SPDX } from '@cyclonedx/cyclonedx-library';
import type { BundledPackage } from './bundled-packages.ts';
import type { AppManifest } from './manifest.ts';

/** Without a serial number and a time: the same packages give the same bytes. */
export function billOfMaterials(app: AppManifest, packages: readonly BundledPackage[]): string {
  const components = new Map(packages.map((bundled) => [bundled.folder, componentOf(bundled)]));
  for (const { folder, uses } of packages) {
    for (const used of uses) {
      const component = components.get(used);
      if (component !== undefined) components.get(folder)?.dependencies.add(component.bomRef);
    }
  }
  const bom = new Models.Bom({
    metadata: new Models.Metadata({ component: appComponent(app) }),
    components: new Models.ComponentRepository(components.values()),
  });
  const normalize = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  const text = new Serialize.JsonSerializer(normalize).serialize(bom, { sortLists: true, space: 2 });
  return `${text}\n`;
}

function appComponent({ name, version, license }: AppManifest): Models.Component {
  return new Models.Component(Enums.ComponentType.Application, name, {
    version,
    bomRef: `${name}@${version}`,
    purl: purlOf(name, version),
    licenses: licensesOf(license),
  });
}

function componentOf({ name, version, license, sha512, folder }: BundledPackage): Models.Component {
  return new Models.Component(Enums.ComponentType.Library, name, {
    version,
    // The folder, and not name and version: npm may install the same twice.
    bomRef: folder,
    purl: purlOf(name, version),
    licenses: licensesOf(license),
    hashes: new Models.HashDictionary(sha512 === null ? [] : [[Enums.HashAlgorithm['SHA-512'], sha512]]),
  });
}

/** https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md */
function purlOf(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function licensesOf(license: string | null): Models.LicenseRepository {
  if (license === null) return new Models.LicenseRepository();
  return new Models.LicenseRepository([
    SPDX.isSupportedSpdxId(license) ? new Models.SpdxLicense(license) : new Models.LicenseExpression(license),
  ]);
}
