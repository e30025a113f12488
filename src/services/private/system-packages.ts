import { Component } from 'projen';
import { Service } from '../../model';

/** A package of Python that is of no use without something of the system, which a wheel does not bring. */
interface SystemNeed {
  /** The Debian packages that have it. */
  readonly needs: string[];
  /** A package of Python that brings the same, as its extra. */
  readonly unless?: string;
}

/** By the names of PyPI. What a wheel for Linux brings itself is not here. */
const NEEDS: { readonly [name: string]: SystemNeed } = {
  'cairocffi': { needs: ['libcairo2'] },
  'cairosvg': { needs: ['libcairo2'] },
  'mysqlclient': { needs: ['libmariadb3'] },
  'opencv-python': { needs: ['libgl1', 'libglib2.0-0'] },
  'pdf2image': { needs: ['poppler-utils'] },
  'psycopg': { needs: ['libpq5'], unless: 'psycopg-binary' },
  'psycopg2': { needs: ['libpq5'] },
  'pytesseract': { needs: ['tesseract-ocr'] },
  'python-magic': { needs: ['libmagic1'] },
  'pyzbar': { needs: ['libzbar0'] },
  'weasyprint': { needs: ['libpango-1.0-0', 'libpangoft2-1.0-0', 'libharfbuzz-subset0'] },
};

export interface SystemPackagesOptions {
  /** The packages of Python. */
  readonly installed: () => string[];
  /** The Debian packages that the application has where it runs. */
  readonly runtimePackages: string[];
}

/**
 * Says what of the system an application lacks that its packages need: the build works, and the application ends with an ImportError. It is
 * said and not installed, because the table knows some packages of many, and an image changes by what its owner writes.
 */
export class SystemPackages extends Component {
  /**
   * @param owner the service whose image it is
   * @param options what is known of the image
   */
  public constructor(private readonly owner: Service, private readonly options: SystemPackagesOptions) {
    super(owner, 'SystemPackages');
  }

  public override preSynthesize(): void {
    const { installed, runtimePackages } = this.options;
    const names = new Set(installed().map((name) => name.toLowerCase().replace(/[-_.]+/g, '-')));
    for (const [name, { needs, unless = '' }] of Object.entries(NEEDS)) {
      const missing = needs.filter((needed) => !runtimePackages.some((each) => stemOf(each) === stemOf(needed)));
      if (names.has(name) && !names.has(unless) && missing.length > 0) {
        const packages = [...runtimePackages, ...missing].map((each) => `'${each}'`).join(', ');
        this.owner.stack.project.logger.warn(
          `service "${this.owner.id}" installs ${name}, which needs ${missing.join(' and ')} of the system where it runs: pass `
          + `runtimePackages: [${packages}]`,
        );
      }
    }
  }
}

/** The name without the version of the library, which is another one in another release of Debian. */
function stemOf(name: string): string {
  return name.replace(/t64$/, '').replace(/-?[\d.-]+$/, '');
}
