using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// A lookup table in native memory that the device reads for as long as the filter is installed. The table is freed after its share
// ended, both when installing fails and when the filter is removed.
public sealed unsafe class PacketFilter<THal> : IDisposable
    where THal : struct, IHal
{
    private const uint Install = 0x30;
    private const uint Remove = 0x31;

    private readonly Mailbox _mailbox;
    private uint* _table;
    private DmaBuffer _buffer;
    private PhysAddr _address;

    public PacketFilter(Mailbox mailbox) => _mailbox = mailbox;

    public bool IsInstalled => _table != null;

    public bool TryInstall(ReadOnlySpan<uint> rules)
    {
        if (IsInstalled || rules.IsEmpty)
        {
            return false;
        }

        var table = (uint*)NativeMemory.AlignedAlloc((nuint)rules.Length * sizeof(uint), 64);
        rules.CopyTo(new Span<uint>(table, rules.Length));
        var buffer = new DmaBuffer((byte*)table, rules.Length * sizeof(uint));
        PhysAddr address;
        try
        {
            address = THal.Share(buffer, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            NativeMemory.AlignedFree(table);
            return false;
        }

        if (_mailbox.Execute(Install, address) != 0)
        {
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
            NativeMemory.AlignedFree(table);
            return false;
        }

        (_buffer, _address) = (buffer, address);
        _table = table;
        return true;
    }

    public void Uninstall()
    {
        if (!IsInstalled)
        {
            return;
        }

        if (_mailbox.Execute(Remove, _address) != 0)
        {
            throw new DeviceException("The filter cannot be removed.");
        }

        THal.Unshare(_address, _buffer, BufferDirection.DriverToDevice);
        NativeMemory.AlignedFree(_table);
        _table = null;
        _buffer = default;
        _address = default;
    }

    public void Dispose() => Uninstall();
}
