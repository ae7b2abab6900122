using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Virtio.Tests;

/// <summary>A test that needs a program which is not part of .NET; it is skipped, with the package to install, where the program is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DaemonFactAttribute : FactAttribute
{
    public DaemonFactAttribute(string program = "qemu-storage-daemon", string package = "qemu-system-common")
    {
        string path = (Environment.GetEnvironmentVariable("PATH") ?? "") + Path.PathSeparator + "/usr/lib/qemu" + Path.PathSeparator + "/usr/libexec";
        if (!path.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            Skip = $"{program} is not installed: apt-get install {package}";
        }
    }
}
