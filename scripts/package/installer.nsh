; Puts the folder with the mediary command on the person's own PATH, and takes it off again.
!macro customInstall
  nsExec::Exec `powershell -NoProfile -ExecutionPolicy Bypass -File "$INSTDIR\path.ps1" add "$INSTDIR"`
!macroend
!macro customUnInstall
  nsExec::Exec `powershell -NoProfile -ExecutionPolicy Bypass -File "$INSTDIR\path.ps1" remove "$INSTDIR"`
!macroend
