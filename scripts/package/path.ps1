# Adds a folder to the person's PATH, or removes it; the machine's PATH is left alone.
param([string]$action, [string]$folder)
$kept = @([Environment]::GetEnvironmentVariable('Path', 'User') -split ';' | Where-Object { $_ -and $_ -ne $folder })
if ($action -eq 'add') { $kept += $folder }
[Environment]::SetEnvironmentVariable('Path', ($kept -join ';'), 'User')
