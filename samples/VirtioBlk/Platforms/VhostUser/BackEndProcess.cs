using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Virtio.Driver;

namespace Virtio.Platforms.VhostUser;

/// <summary>A vhost-user back-end that this process starts, and ends with it.</summary>
internal sealed class BackEndProcess : IDisposable
{
    private const int LastWords = 5;
    private static readonly TimeSpan ErrorDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly Queue<string> _errors = new();

    private BackEndProcess(Process process, DirectoryInfo folder, string socketPath)
    {
        _process = process;
        _folder = folder;
        SocketPath = socketPath;
    }

    /// <summary>The socket that it listens on.</summary>
    public string SocketPath { get; }

    /// <summary>The process id, for a test that ends it.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The last lines that it wrote to its error output; <see langword="null"/> when there are none.</summary>
    public string? FailureDetail
    {
        get
        {
            // Asked for when the connection is lost: what the back-end wrote just before that may still be on its way.
            SpinWait.SpinUntil(() => HasErrors, ErrorDelay);
            lock (_errors)
            {
                return _errors.Count == 0 ? null : $"{_process.StartInfo.FileName} says: {string.Join(" | ", _errors)}";
            }
        }
    }

    /// <summary>Starts a <c>qemu-storage-daemon</c> that serves an image as a disk.</summary>
    /// <param name="image">The image.</param>
    /// <param name="writable">Whether the disk takes writes.</param>
    /// <param name="socketPath">Where to listen; <see langword="null"/> for a folder for temporary files.</param>
    /// <exception cref="VirtioException">It is not installed, or it does not start.</exception>
    public static BackEndProcess StartDisk(string image, bool writable, string? socketPath = null)
    {
        string mode = writable ? "off" : "on";
        return Start("qemu-storage-daemon", "qemu-system-common", socketPath, socket =>
        [
            // A comma in a name is written twice.
            "--blockdev", $"driver=file,node-name=file0,read-only={mode},filename={Escape(image)}",
            "--blockdev", $"driver=raw,node-name=disk0,read-only={mode},file=file0",
            "--export", $"type=vhost-user-blk,id=export0,node-name=disk0,addr.type=unix,addr.path={Escape(socket)},"
                + $"writable={(writable ? "on" : "off")},num-queues=1",
        ]);

        static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);
    }

    /// <summary>Starts a <c>virtiofsd</c> that serves a folder as a file system.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="VirtioException">It is not installed, or it does not start.</exception>
    public static BackEndProcess StartFileSystem(string folder)
    {
        // It is no program for a person, so packages put it beside the PATH.
        string program = new[] { "/usr/lib/qemu/virtiofsd", "/usr/libexec/virtiofsd" }.FirstOrDefault(File.Exists) ?? "virtiofsd";
        return Start(program, "qemu-system-common", null, socket =>
            [$"--socket-path={socket}", "-o", $"source={folder}", "-o", "cache=none", "-o", "log_level=err"]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _process.Kill();
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static BackEndProcess Start(string program, string package, string? socketPath, Func<string, string[]> arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("vhost-user-");
        socketPath ??= Path.Combine(folder.FullName, "socket");
        File.Delete(socketPath);
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardInput = true };
        foreach (string argument in arguments(socketPath))
        {
            start.ArgumentList.Add(argument);
        }

        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception exception)
        {
            folder.Delete();
            throw new VirtioException(
                $"{program} cannot be started: {exception.Message}. Debian has it in the package {package}: apt-get install {package}", exception);
        }

        var backEnd = new BackEndProcess(process!, folder, socketPath);
        process!.ErrorDataReceived += (_, line) => backEnd.Remember(line.Data);
        process.BeginErrorReadLine();
        try
        {
            backEnd.WaitForSocket();
            return backEnd;
        }
        catch
        {
            backEnd.Dispose();
            throw;
        }
    }

    private bool HasErrors
    {
        get
        {
            lock (_errors)
            {
                return _errors.Count > 0;
            }
        }
    }

    private void WaitForSocket()
    {
        long started = Stopwatch.GetTimestamp();
        while (!File.Exists(SocketPath))
        {
            if (_process.HasExited)
            {
                _process.WaitForExit();
                throw new VirtioException($"{_process.StartInfo.FileName} ended with code {_process.ExitCode} before it listened. {FailureDetail}");
            }

            if (Stopwatch.GetElapsedTime(started) > StartTimeout)
            {
                throw new VirtioException($"{_process.StartInfo.FileName} does not listen on {SocketPath} after {StartTimeout.TotalSeconds:0} seconds.");
            }

            Thread.Sleep(5);
        }
    }

    private void Remember(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            lock (_errors)
            {
                _errors.Enqueue(line);
                while (_errors.Count > LastWords)
                {
                    _errors.Dequeue();
                }
            }
        }
    }
}
