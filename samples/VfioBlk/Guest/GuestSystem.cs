using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Virtio.Driver;
using Virtio.Platforms.Linux;

namespace Virtio.Guest;

/// <summary>What an init does before its own work: file systems, modules, the device's driver; and the end of the machine.</summary>
internal static unsafe partial class GuestSystem
{
    /// <summary>Mounts the kernel's file systems.</summary>
    public static void MountFileSystems()
    {
        foreach ((string type, string path) in new[] { ("proc", "/proc"), ("sysfs", "/sys"), ("devtmpfs", "/dev") })
        {
            Directory.CreateDirectory(path);

            // A kernel may have mounted /dev already.
            if (Mount(type, path, type, 0, null) < 0 && type != "devtmpfs")
            {
                throw new IOException($"{path} cannot be mounted: {Libc.LastError()}");
            }
        }
    }

    /// <summary>Loads the modules of a folder, in the order of their names.</summary>
    public static void LoadModules(string folder)
    {
        const nint FinitModule = 313; // x86-64
        foreach (string path in Directory.GetFiles(folder, "*.ko").Order(StringComparer.Ordinal))
        {
            using FileStream file = File.OpenRead(path);
            fixed (byte* options = "\0"u8)
            {
                if (SystemCall(FinitModule, (nint)file.SafeFileHandle.DangerousGetHandle(), (nint)options, 0) < 0)
                {
                    throw new IOException($"{path} cannot be loaded: {Libc.LastError()}");
                }
            }
        }
    }

    /// <summary>Hands the first modern virtio disk to <c>vfio-pci</c>.</summary>
    /// <returns>Its address on the bus, and its IOMMU group.</returns>
    public static (string Address, string Group) BindDisk()
    {
        const string Vendor = "0x1af4";
        const string ModernDisk = "0x1042";
        string device = Directory.GetDirectories("/sys/bus/pci/devices").Order(StringComparer.Ordinal).FirstOrDefault(folder =>
                File.ReadAllText(folder + "/vendor").Trim() == Vendor && File.ReadAllText(folder + "/device").Trim() == ModernDisk)
            ?? throw new VirtioException("There is no modern virtio disk on the PCI bus. In QEMU: -device virtio-blk-pci,disable-legacy=on");
        string address = Path.GetFileName(device);
        if (Directory.Exists(device + "/driver"))
        {
            File.WriteAllText(device + "/driver/unbind", address);
        }

        File.WriteAllText(device + "/driver_override", "vfio-pci");
        File.WriteAllText("/sys/bus/pci/drivers_probe", address);
        string? group = File.ResolveLinkTarget(device + "/iommu_group", returnFinalTarget: true)?.Name;
        return (address, group ?? throw new VirtioException($"{address} is behind no IOMMU. Boot with intel_iommu=on and -device intel-iommu."));
    }

    /// <summary>Switches the machine off.</summary>
    public static void PowerOff()
    {
        const int PowerOffCommand = 0x4321FEDC;
        Console.Out.Flush();
        Reboot(PowerOffCommand);
    }

    [LibraryImport("libc", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Mount(string source, string target, string type, ulong flags, void* data);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third);

    [LibraryImport("libc", EntryPoint = "reboot", SetLastError = true)]
    private static partial int Reboot(int command);
}
