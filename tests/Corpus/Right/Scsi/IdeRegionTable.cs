using System;
using Devices;
using Hal;

namespace Drivers;

// A bus-master IDE channel: its region table must lie below 4 GB, and no region may cross 64 KB. An address above 4 GB is unshared and
// refused; the registers get the table's address in range.
public sealed unsafe class BusMaster<THal> : IDisposable
    where THal : struct, IHal
{
    private const uint EndOfTable = 0x8000_0000;

    private readonly MmioRegion _registers;
    private readonly Dma<THal> _table;

    public BusMaster(PhysAddr bar)
    {
        _registers = MmioRegion.Map<THal>(bar, 16);
        _table = new Dma<THal>(1, BufferDirection.DriverToDevice);
        if (_table.Paddr.Value > uint.MaxValue - HalConstants.PageSize)
        {
            _table.Dispose();
            throw new DmaException("The region table is not below 4 GB.");
        }
    }

    public bool Read(DmaBuffer into)
    {
        PhysAddr address = THal.Share(into, BufferDirection.DeviceToDriver);
        if (address.Value + (ulong)into.Length > uint.MaxValue || into.Length > 512 * 1024)
        {
            THal.Unshare(address, into, BufferDirection.DeviceToDriver);
            return false;
        }

        Describe((uint)address.Value, (uint)into.Length);
        _registers.Write32(4, checked((uint)_table.Paddr.Value));
        _registers.Write8(0, 0x09);
        bool done = WaitInterrupt();
        _registers.Write8(0, 0);
        THal.Unshare(address, into, BufferDirection.DeviceToDriver);
        return done;
    }

    public void Dispose()
    {
        _registers.Write8(0, 0);
        _table.Dispose();
    }

    private void Describe(uint address, uint length)
    {
        uint* entry = _table.Pointer<uint>(0);
        while (length > 0)
        {
            uint part = Math.Min(length, 0x1_0000 - (address & 0xFFFF));
            length -= part;
            entry[0] = address;
            entry[1] = (part & 0xFFFF) | (length == 0 ? EndOfTable : 0);
            address += part;
            entry += 2;
        }
    }

    private bool WaitInterrupt()
    {
        var deadline = Deadline.In(3000);
        while ((_registers.Read8(2) & 4) == 0)
        {
            if (deadline.Expired)
            {
                return false;
            }
        }

        return true;
    }
}
