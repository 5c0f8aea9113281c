@echo off
"%~dp0Mediary.exe" --mediary-cli -- %*
