// What imports remember: how columns were mapped, and which titles names were taken for. Each can be forgotten.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { RememberedDialog } from './remembered-dialog.tsx';
import { useRemembered } from './remembered-query.ts';
import { Row } from './row.tsx';

export function RememberedRow() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useRemembered();
  const isEmpty = data?.decisions === 0 && data.mappings === 0;
  const note = isEmpty
    ? t('settings.remembered.none')
    : data &&
      t('settings.remembered.note', {
        decisions: t('settings.remembered.decisions', { count: data.decisions }),
        mappings: t('settings.remembered.mappings', { count: data.mappings }),
      });
  return (
    <Row name={t('settings.remembered.name')} {...(note !== undefined && { note })}>
      <Button isDisabled={!data || isEmpty} onPress={() => setIsOpen(true)}>
        {t('settings.remembered.open')}
      </Button>
      {isOpen && <RememberedDialog onClose={() => setIsOpen(false)} />}
    </Row>
  );
}
