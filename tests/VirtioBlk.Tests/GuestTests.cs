using System;
using System.IO;
using System.Threading.Tasks;
using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace Virtio.Tests;

/// <summary>
/// The driver as the init of a QEMU guest, on VFIO behind an IOMMU: <c>samples/VfioBlk/run.sh</c> builds, boots and checks it, with the faults that only
/// an IOMMU can prove.
/// </summary>
public sealed class GuestTests
{
    [DaemonFact("qemu-system-x86_64", "qemu-system-x86")]
    public async Task The_guest_passes_all_checks()
    {
        string script = Path.Combine(Repository(), "samples", "VfioBlk", "run.sh");
        BufferedCommandResult result = await CliWrap.Cli.Wrap("bash").WithArguments(script).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        Assert.Contains("ok    unshare before completion: the kernel logged the IOMMU's fault", result.StandardOutput);
        Assert.Contains(" passed, 0 failed", result.StandardOutput);
    }

    private static string Repository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HalGen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
