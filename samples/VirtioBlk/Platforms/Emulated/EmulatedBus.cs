using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;
using Virtio.Devices;

namespace Virtio.Platforms.Emulated;

/// <summary>
/// The bus of an emulated machine, with an IOMMU: every share and every allocation gets an address window of its own, and the device reaches memory through
/// these windows only, in their direction. A window ends with its share, and its address does not soon come again.
/// </summary>
internal sealed unsafe class EmulatedBus : IDeviceMemory
{
    // No user-space pointer has bit 62 set, so a bus address never equals a pointer, and a pointer is never a bus address.
    private const ulong Base = 1UL << 62;

    // A window has 4 GiB of addresses. The number of the window stands above them; the memory begins one page in, so that an access below it faults too.
    private const int WindowShift = 32;
    private const ulong OffsetMask = (1UL << WindowShift) - 1;
    private const ulong WindowCount = 1UL << 29;
    private const ulong FirstByte = HalConstants.PageSize;

    // A device access holds it to the end, so that memory is never taken back under a running access.
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Window> _windows = [];
    private ulong _lastWindow;

    /// <summary>The number of windows that are open.</summary>
    public int OpenWindows
    {
        get
        {
            lock (_gate)
            {
                return _windows.Count;
            }
        }
    }

    /// <summary>Opens a window on memory.</summary>
    /// <returns>Its address; never 0.</returns>
    public PhysAddr Map(byte* pointer, nuint length, BufferDirection direction)
    {
        lock (_gate)
        {
            if ((ulong)_windows.Count >= WindowCount - 1)
            {
                throw new DmaException($"All {WindowCount - 1} windows of the bus are open.");
            }

            do
            {
                _lastWindow = (_lastWindow + 1) % WindowCount;
            }
            while (!_windows.TryAdd(_lastWindow, new Window((nuint)pointer, length, direction)));

            return new PhysAddr(Base | (_lastWindow << WindowShift) | FirstByte);
        }
    }

    /// <summary>Closes a window. Waits for a device access that is running in it.</summary>
    /// <returns>Whether there was such a window on this memory.</returns>
    public bool Unmap(PhysAddr address, byte* pointer, nuint length)
    {
        lock (_gate)
        {
            ulong number = NumberOf(address.Value);
            if ((address.Value & OffsetMask) != FirstByte
                || !_windows.TryGetValue(number, out Window window)
                || window.Pointer != (nuint)pointer
                || window.Length != length)
            {
                return false;
            }

            return _windows.Remove(number);
        }
    }

    /// <inheritdoc/>
    public void Read(ulong address, Span<byte> destination)
    {
        lock (_gate)
        {
            new ReadOnlySpan<byte>(Translate(address, destination.Length, deviceWrites: false), destination.Length).CopyTo(destination);
        }
    }

    /// <inheritdoc/>
    public void Write(ulong address, ReadOnlySpan<byte> source)
    {
        lock (_gate)
        {
            source.CopyTo(new Span<byte>(Translate(address, source.Length, deviceWrites: true), source.Length));
        }
    }

    /// <inheritdoc/>
    public ushort LoadAcquire(ulong address)
    {
        lock (_gate)
        {
            return Volatile.Read(ref *(ushort*)Translate(address, sizeof(ushort), deviceWrites: false));
        }
    }

    /// <inheritdoc/>
    public void StoreRelease(ulong address, ushort value)
    {
        lock (_gate)
        {
            Volatile.Write(ref *(ushort*)Translate(address, sizeof(ushort), deviceWrites: true), value);
        }
    }

    private static ulong NumberOf(ulong address) => (address & ~Base) >> WindowShift;

    private byte* Translate(ulong address, int length, bool deviceWrites)
    {
        string access = deviceWrites ? "write" : "read";
        ulong offset = (address & OffsetMask) - FirstByte;
        if ((address & Base) == 0 || !_windows.TryGetValue(NumberOf(address), out Window window))
        {
            throw new BusFaultException($"The device tried to {access} {length} bytes at address 0x{address:x}, which was never shared with it or no longer is.");
        }

        if (offset > window.Length || (nuint)length > window.Length - offset)
        {
            throw new BusFaultException(
                $"The device tried to {access} {length} bytes at address 0x{address:x}, past the end of the {window.Length} bytes that are shared there.");
        }

        // A device may read all that it may reach: the word beside the used ring that it writes itself, for instance.
        if (deviceWrites && window.Direction == BufferDirection.DriverToDevice)
        {
            throw new BusFaultException($"The device tried to write {length} bytes at address 0x{address:x}, which it may only read.");
        }

        return (byte*)window.Pointer + offset;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Window(nuint Pointer, nuint Length, BufferDirection Direction);
}
