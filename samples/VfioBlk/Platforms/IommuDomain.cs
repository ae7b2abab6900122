using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;
using Virtio.Platforms.Linux;

namespace Virtio.Platforms.Vfio;

/// <summary>
/// One IOMMU address space: which addresses (IOVAs) a device can use, and for what. The IOMMU works in pages, so a mapping shows the device the whole
/// pages that a buffer lies in, and nothing else.
/// </summary>
internal sealed unsafe class IommuDomain
{
    // Above the first 4 GiB, where the window of the interrupts lies; below the 39 bits of the narrowest IOMMU.
    private const ulong FirstIova = 1UL << 32;
    private const ulong LastIova = 1UL << 39;

    private readonly int _container;
    private readonly Lock _gate = new();

    // By first IOVA. The device's table is the kernel's; this is what was asked of it.
    private readonly SortedList<ulong, Mapping> _mappings = [];
    private ulong _next = FirstIova;

    /// <param name="container">A VFIO container whose IOMMU is set.</param>
    public IommuDomain(int container) => _container = container;

    /// <summary>How many mappings are live.</summary>
    public int LiveMappings
    {
        get
        {
            lock (_gate)
            {
                return _mappings.Count;
            }
        }
    }

    /// <summary>Lets the device reach a range of memory.</summary>
    /// <param name="pointer">The first byte.</param>
    /// <param name="length">In bytes.</param>
    /// <param name="direction">DriverToDevice lets the device read, all else lets it write too.</param>
    /// <param name="isDmaMemory">Whether later shares of a part of it may use this mapping.</param>
    /// <returns>The address of the first byte for the device.</returns>
    /// <exception cref="DmaException">The kernel refused; nothing is mapped then.</exception>
    public PhysAddr Map(byte* pointer, nuint length, BufferDirection direction, bool isDmaMemory)
    {
        nuint inPage = (nuint)pointer % HalConstants.PageSize;
        ulong bytes = (ulong)HalConstants.PagesFor(inPage + length) * HalConstants.PageSize;
        byte* page = pointer - inPage;
        lock (_gate)
        {
            ulong iova = FindFree(bytes);
            bool deviceWrites = direction != BufferDirection.DriverToDevice;
            var map = new Vfio.DmaMap
            {
                Size = (uint)sizeof(Vfio.DmaMap),
                Flags = Vfio.DmaRead | (deviceWrites ? Vfio.DmaWrite : 0),
                Vaddr = (ulong)page,
                Iova = iova,
                Length = bytes,
            };
            if (Libc.IOCtl(_container, Vfio.IommuMapDma, &map) < 0)
            {
                throw new DmaException($"The IOMMU cannot map {bytes} bytes at IOVA 0x{iova:x}: {Libc.LastError()}");
            }

            _mappings.Add(iova, new Mapping((nuint)page, bytes, deviceWrites, isDmaMemory));
            return new PhysAddr(iova + inPage);
        }
    }

    /// <summary>Takes a range from the device: once this has returned, its accesses fault.</summary>
    /// <returns>Whether the address is that of a mapping of this memory, and the kernel has removed it.</returns>
    public bool Unmap(PhysAddr address, byte* pointer)
    {
        nuint inPage = (nuint)pointer % HalConstants.PageSize;
        lock (_gate)
        {
            ulong iova = address.Value - inPage;
            if (!_mappings.TryGetValue(iova, out Mapping mapping) || mapping.Page != (nuint)pointer - inPage)
            {
                return false;
            }

            var unmap = new Vfio.DmaUnmap { Size = (uint)sizeof(Vfio.DmaUnmap), Iova = iova, Length = mapping.Bytes };
            if (Libc.IOCtl(_container, Vfio.IommuUnmapDma, &unmap) < 0)
            {
                return false;
            }

            _mappings.Remove(iova);
            return true;
        }
    }

    /// <summary>The address of a buffer that lies in DMA memory which the device may use so already.</summary>
    public bool TryFindDmaMemory(DmaBuffer buffer, BufferDirection direction, out PhysAddr address)
    {
        var start = (nuint)buffer.Pointer;
        lock (_gate)
        {
            foreach ((ulong iova, Mapping mapping) in _mappings)
            {
                bool contains = start >= mapping.Page && start - mapping.Page + (nuint)buffer.Length <= mapping.Bytes;
                if (mapping.IsDmaMemory && contains && (mapping.DeviceWrites || direction == BufferDirection.DriverToDevice))
                {
                    address = new PhysAddr(iova + (start - mapping.Page));
                    return true;
                }
            }
        }

        address = default;
        return false;
    }

    /// <summary>Goes round through all IOVAs before one is used again, so that a late access to an old one finds nothing.</summary>
    private ulong FindFree(ulong bytes)
    {
        bool wrapped = false;
        while (true)
        {
            if (bytes > LastIova - _next)
            {
                if (wrapped)
                {
                    throw new DmaException($"No {bytes} bytes of IOVAs are free; {_mappings.Count} mappings are live.");
                }

                wrapped = true;
                _next = FirstIova;
            }

            ulong iova = _next;
            ulong end = 0;
            foreach ((ulong other, Mapping mapping) in _mappings)
            {
                if (other < iova + bytes && iova < other + mapping.Bytes)
                {
                    end = other + mapping.Bytes;
                    break;
                }
            }

            if (end == 0)
            {
                _next = iova + bytes;
                return iova;
            }

            _next = end;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Mapping(nuint Page, ulong Bytes, bool DeviceWrites, bool IsDmaMemory);
}
