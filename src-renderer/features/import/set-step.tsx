// Files of a service: what was recognised, which of them are read and which are left out and why, and what only their
// owner can say of them.
import { Check, Minus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ToggleChip } from '#renderer/ui/chip.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { FoundFormat, Need, Reading, SetMember } from '#shared/api/import-formats.ts';
import type { ImportOptions, Inspection } from '#shared/api/imports.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { DateOrderField } from './date-order-field.tsx';
import { useImportActions } from './import-actions.ts';
import styles from './set-step.module.css';

export interface SetStepProps {
  readonly inspection: Inspection;
  readonly found: FoundFormat;
  readonly options: ImportOptions;
}

export function SetStep({ inspection, found, options }: SetStepProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { change, inspectAs } = useImportActions();
  const read = found.members.filter(({ role }) => role !== null);
  const left = found.members.filter(({ role }) => role === null);
  const put = (part: Partial<Reading>) => change({ ...options, reading: { ...options.reading, ...part } });
  return (
    <>
      <div>
        <p className={styles['recognised']}>{t('import.map.recognised', { preset: found.label })}</p>
        <p className={styles['file']}>
          {t('import.set.files', { count: read.length })} · {format.bytes(inspection.size)}
        </p>
      </div>
      {found.needs.length > 0 && (
        <div className={styles['needs']}>
          {found.needs.map((need) => (
            <NeedField key={need.ask} need={need} reading={options.reading} onChange={put} />
          ))}
        </div>
      )}
      {found.name === 'imdb-datasets' && <DataSetFilter reading={options.reading} onChange={put} />}
      <ul className={styles['members']} aria-label={t('import.set.members')}>
        {[...read, ...left].map((member) => (
          <Member key={member.path} member={member} />
        ))}
      </ul>
      {found.members.length === 1 && (
        <p>
          <Button variant="quiet" onPress={() => void inspectAs('table', options.reading)}>
            {t('import.set.asTable')}
          </Button>
        </p>
      )}
    </>
  );
}

function Member({ member: { path, size, role, skipped } }: { readonly member: SetMember }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const skippedKey = `import.set.skipped.${skipped ?? ''}`;
  const reason = i18n.exists(skippedKey) ? t(skippedKey) : t('import.set.skipped.unknown');
  const note = role === null ? reason : t('import.set.read');
  return (
    <li className={cx(styles['member'], role === null && styles['left'])}>
      {role === null ? <Minus aria-hidden /> : <Check aria-hidden />}
      <span className={styles['path']} dir="auto">
        {path}
      </span>
      <span className={styles['note']}>{note}</span>
      <span className={styles['size']}>{format.bytes(size)}</span>
    </li>
  );
}

interface NeedProps {
  readonly need: Need;
  readonly reading: Reading;
  readonly onChange: (part: Partial<Reading>) => void;
}

function NeedField({ need: { ask, choices }, reading, onChange }: NeedProps) {
  const { t } = useTranslation();
  if (ask === 'dateOrder')
    return <DateOrderField order={reading.dateOrder} onChange={(dateOrder) => onChange({ dateOrder })} />;
  if (ask === 'password') return <PasswordNeed reading={reading} />;
  if (choices.length > 0)
    return (
      <Select
        label={t('import.set.ask.person')}
        placeholder={t('import.set.choose')}
        value={reading.person}
        onChange={(person) => onChange({ person })}
        options={choices.map((value) => ({ value, label: value }))}
      />
    );
  return (
    <TextField
      label={t('import.set.ask.person')}
      value={reading.person ?? ''}
      onChange={(person) => onChange({ person: person === '' ? null : person })}
    />
  );
}

/** Only with it can be told what is inside. */
function PasswordNeed({ reading }: { readonly reading: Reading }) {
  const { t } = useTranslation();
  const { inspectAs } = useImportActions();
  const [password, setPassword] = useState(reading.password ?? '');
  return (
    <div className={styles['password']}>
      <TextField
        label={t('import.set.ask.password')}
        type="password"
        value={password}
        onChange={setPassword}
      />
      <Button isDisabled={password === ''} onPress={() => void inspectAs(null, { ...reading, password })}>
        {t('import.set.unlock')}
      </Button>
    </div>
  );
}

function DataSetFilter({ reading, onChange }: Omit<NeedProps, 'need'>) {
  const { t } = useTranslation();
  const kinds = reading.kinds ?? mediaKinds;
  return (
    <div className={styles['needs']}>
      <fieldset className={styles['kinds']} aria-label={t('import.set.kinds')}>
        {mediaKinds.map((kind) => (
          <ToggleChip
            key={kind}
            isSelected={kinds.includes(kind)}
            onChange={(isOn) =>
              onChange({ kinds: mediaKinds.filter((one) => (one === kind ? isOn : kinds.includes(one))) })
            }
          >
            {t(`media.kinds.${kind}`)}
          </ToggleChip>
        ))}
      </fieldset>
      <TextField
        label={t('import.set.leastVotes')}
        inputMode="numeric"
        value={reading.leastVotes === null ? '' : String(reading.leastVotes)}
        onChange={(text) => onChange({ leastVotes: /^\d+$/.test(text) ? Number(text) : null })}
      />
    </div>
  );
}
