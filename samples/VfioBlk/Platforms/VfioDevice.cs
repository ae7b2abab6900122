using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Hal;
using Virtio.Driver;
using Virtio.Platforms.Linux;

namespace Virtio.Platforms.Vfio;

/// <summary>A PCI device that the kernel has handed to this process: its configuration space, its registers, its interrupts, and the IOMMU before it.</summary>
/// <remarks>Lives as long as the process, as the guest has one device and one program.</remarks>
internal sealed unsafe class VfioDevice
{
    private const int BarCount = 6;

    private readonly int _device;
    private readonly ulong _configOffset;
    private readonly List<Bar> _bars = [];

    private VfioDevice(int device, IommuDomain iommu, string address)
    {
        _device = device;
        Iommu = iommu;
        Address = address;
        _configOffset = Region(Vfio.ConfigRegion).Offset;
        EnableMemoryAndDma();
        MapBars();
    }

    /// <summary>The device's address space.</summary>
    public IommuDomain Iommu { get; }

    /// <summary>Where the device is on the bus, such as <c>0000:00:02.0</c>.</summary>
    public string Address { get; }

    /// <summary>Opens a device that is bound to <c>vfio-pci</c>.</summary>
    /// <param name="address">Where the device is on the bus.</param>
    /// <param name="group">The number of its IOMMU group.</param>
    /// <exception cref="VirtioException">VFIO refuses it; the message says at which step.</exception>
    public static VfioDevice Open(string address, string group)
    {
        int container = OpenFile("/dev/vfio/vfio");
        Check(Libc.IOCtl(container, Vfio.GetApiVersion, null) == Vfio.ApiVersion, "the version of VFIO is another");
        Check(Libc.IOCtl(container, Vfio.CheckExtension, (void*)Vfio.Type1V2Iommu) == 1, "there is no type 1 IOMMU");

        int groupFile = OpenFile("/dev/vfio/" + group);
        var status = new Vfio.GroupStatus { Size = (uint)sizeof(Vfio.GroupStatus) };
        Check(Libc.IOCtl(groupFile, Vfio.GroupGetStatus, &status) == 0, "the state of the group is unknown");
        Check((status.Flags & Vfio.GroupViable) != 0, $"group {group} has a device that another driver has");
        Check(Libc.IOCtl(groupFile, Vfio.GroupSetContainer, &container) == 0, "the group does not join the container");
        Check(Libc.IOCtl(container, Vfio.SetIommu, (void*)Vfio.Type1V2Iommu) == 0, "the IOMMU cannot be set");

        int device;
        fixed (byte* name = Encoding.ASCII.GetBytes(address + "\0"))
        {
            device = Libc.IOCtl(groupFile, Vfio.GroupGetDevice, name);
        }

        Check(device >= 0, "the device is not in the group");
        return new VfioDevice(device, new IommuDomain(container), address);

        void Check(bool condition, string what)
        {
            if (!condition)
            {
                throw new VirtioException($"VFIO cannot open {address}: {what}: {Libc.LastError()}");
            }
        }
    }

    /// <summary>Reads the configuration space.</summary>
    public void ReadConfig(int offset, Span<byte> destination)
    {
        fixed (byte* first = destination)
        {
            if (Libc.PRead(_device, first, (nuint)destination.Length, (long)_configOffset + offset) != destination.Length)
            {
                throw new VirtioException($"The configuration space of {Address} cannot be read at {offset}: {Libc.LastError()}");
            }
        }
    }

    /// <summary>The physical address of the first byte of a BAR.</summary>
    public PhysAddr BarAddress(int index)
    {
        foreach (Bar bar in _bars)
        {
            if (bar.Index == index)
            {
                return bar.Address;
            }
        }

        throw new VirtioException($"BAR {index} of {Address} is not mapped.");
    }

    /// <summary>The mapping of a range of registers.</summary>
    /// <exception cref="HalException">The range does not lie in a BAR of the device.</exception>
    public byte* PointerTo(PhysAddr address, nuint size)
    {
        foreach (Bar bar in _bars)
        {
            if (address >= bar.Address && address - bar.Address < bar.Size && size <= bar.Size - (address - bar.Address))
            {
                return (byte*)bar.Pointer + (address - bar.Address);
            }
        }

        throw new HalException($"The {size} bytes of registers at {address} lie in no BAR of {Address}.");
    }

    /// <summary>Makes the device's first two MSI-X interrupts signal two events.</summary>
    public void EnableInterrupts(EventFile first, EventFile second)
    {
        var set = new Vfio.InterruptSet
        {
            Size = (uint)sizeof(Vfio.InterruptSet),
            Flags = Vfio.InterruptEventFiles | Vfio.InterruptTrigger,
            Index = Vfio.MsixInterrupts,
            Count = 2,
            FirstEvent = first.Descriptor,
            SecondEvent = second.Descriptor,
        };
        if (Libc.IOCtl(_device, Vfio.DeviceSetInterrupts, &set) < 0)
        {
            throw new VirtioException($"The interrupts of {Address} cannot be enabled: {Libc.LastError()}");
        }
    }

    private static int OpenFile(string path)
    {
        int file = Libc.Open(path, Libc.OpenReadWrite);
        return file >= 0 ? file : throw new VirtioException($"{path} cannot be opened: {Libc.LastError()}. Are the VFIO modules loaded?");
    }

    private void EnableMemoryAndDma()
    {
        const int CommandRegister = 4;
        const ushort MemorySpace = 2;
        const ushort BusMaster = 4;
        Span<byte> command = stackalloc byte[sizeof(ushort)];
        ReadConfig(CommandRegister, command);
        ushort value = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(command) | MemorySpace | BusMaster);
        if (Libc.PWrite(_device, &value, sizeof(ushort), (long)_configOffset + CommandRegister) != sizeof(ushort))
        {
            throw new VirtioException($"{Address} cannot be made a bus master: {Libc.LastError()}");
        }
    }

    private void MapBars()
    {
        const int FirstBar = 0x10;
        const uint IsPort = 1;
        const uint Is64Bit = 4;
        const ulong AddressMask = ~0xFUL;
        Span<byte> register = stackalloc byte[sizeof(ulong)];
        for (int i = 0; i < BarCount; i++)
        {
            Vfio.RegionInfo region = Region((uint)i);
            ReadConfig(FirstBar + (i * sizeof(uint)), register[..(i == BarCount - 1 ? sizeof(uint) : sizeof(ulong))]);
            ulong value = BinaryPrimitives.ReadUInt32LittleEndian(register);
            if (region.Length == 0 || (region.Flags & Vfio.RegionMappable) == 0 || (value & IsPort) != 0)
            {
                continue;
            }

            bool is64Bit = (value & Is64Bit) != 0;
            ulong address = (is64Bit ? BinaryPrimitives.ReadUInt64LittleEndian(register) : value) & AddressMask;
            byte* pointer = Libc.MMap(
                null, (nuint)region.Length, Libc.ProtectRead | Libc.ProtectWrite, Libc.MapShared, _device, (long)region.Offset);
            if ((nint)pointer == -1)
            {
                throw new VirtioException($"BAR {i} of {Address}, {region.Length} bytes, cannot be mapped: {Libc.LastError()}");
            }

            _bars.Add(new Bar(i, new PhysAddr(address), (nuint)region.Length, (nuint)pointer));
            i += is64Bit ? 1 : 0;
        }
    }

    private Vfio.RegionInfo Region(uint index)
    {
        var region = new Vfio.RegionInfo { Size = (uint)sizeof(Vfio.RegionInfo), Index = index };
        return Libc.IOCtl(_device, Vfio.DeviceGetRegionInfo, &region) >= 0
            ? region
            : throw new VirtioException($"Region {index} of {Address} is unknown: {Libc.LastError()}");
    }

    private readonly record struct Bar(int Index, PhysAddr Address, nuint Size, nuint Pointer);
}
