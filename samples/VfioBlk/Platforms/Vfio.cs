using System.Runtime.InteropServices;

namespace Virtio.Platforms.Vfio;

/// <summary>The requests and structures of <c>linux/vfio.h</c> that a type 1 IOMMU and a PCI device need.</summary>
internal static class Vfio
{
    public const int ApiVersion = 0;
    public const int Type1V2Iommu = 3;
    public const nuint GetApiVersion = Request + 0;
    public const nuint CheckExtension = Request + 1;
    public const nuint SetIommu = Request + 2;
    public const nuint GroupGetStatus = Request + 3;
    public const nuint GroupSetContainer = Request + 4;
    public const nuint GroupGetDevice = Request + 6;
    public const nuint DeviceGetRegionInfo = Request + 8;
    public const nuint DeviceSetInterrupts = Request + 10;
    public const nuint IommuMapDma = Request + 13;
    public const nuint IommuUnmapDma = Request + 14;

    public const uint GroupViable = 1;
    public const uint RegionMappable = 4;
    public const uint ConfigRegion = 7;
    public const uint MsixInterrupts = 2;
    public const uint InterruptEventFiles = 4;
    public const uint InterruptTrigger = 32;
    public const uint DmaRead = 1;
    public const uint DmaWrite = 2;

    // _IO(';', 100)
    private const nuint Request = (';' << 8) + 100;

    [StructLayout(LayoutKind.Sequential)]
    public struct GroupStatus
    {
        public uint Size;
        public uint Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct RegionInfo
    {
        public uint Size;
        public uint Flags;
        public uint Index;
        public uint CapabilityOffset;
        public ulong Length;
        public ulong Offset;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct InterruptSet
    {
        public uint Size;
        public uint Flags;
        public uint Index;
        public uint Start;
        public uint Count;
        public int FirstEvent;
        public int SecondEvent;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct DmaMap
    {
        public uint Size;
        public uint Flags;
        public ulong Vaddr;
        public ulong Iova;
        public ulong Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct DmaUnmap
    {
        public uint Size;
        public uint Flags;
        public ulong Iova;
        public ulong Length;
    }
}
