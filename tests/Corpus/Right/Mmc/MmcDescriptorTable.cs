using System;
using Devices;
using Hal;

namespace Drivers;

// An SD host controller with a table of descriptors, each for a part of one shared block transfer. The table is made once, the data is
// shared for one command, and the transfer is stopped before the share ends.
public sealed unsafe class SdHost<THal> : IDisposable
    where THal : struct, IHal
{
    private const int MaxPart = 65_528;
    private const ushort Valid = 1;
    private const ushort End = 2;

    private readonly MmcController _controller;
    private readonly Dma<THal> _table = new(1, BufferDirection.DriverToDevice);
    private readonly int _maxEntries;

    public SdHost(MmcController controller)
    {
        _controller = controller;
        _maxEntries = (int)_table.Length / sizeof(Descriptor);
    }

    public int ReadBlocks(uint block, DmaBuffer into)
    {
        if ((into.Length + MaxPart - 1) / MaxPart > _maxEntries)
        {
            return -22;
        }

        using var data = new SharedScope<THal>(into, BufferDirection.DeviceToDriver);
        FillTable(data.Paddr, into.Length);
        _controller.SetDescriptorTable(_table.Paddr);
        int error = _controller.SendCommand(18, block);
        if (error != 0)
        {
            _controller.StopTransfer();
            return error;
        }

        while ((_controller.Interrupts & (MmcController.DataDone | MmcController.CrcError)) == 0)
        {
            if (_controller.TimedOut(500))
            {
                _controller.StopTransfer();
                return -110;
            }
        }

        if ((_controller.Interrupts & MmcController.CrcError) != 0)
        {
            _controller.StopTransfer();
            return -84;
        }

        return 0;
    }

    public void Dispose()
    {
        _controller.StopTransfer();
        _table.Dispose();
    }

    private void FillTable(PhysAddr address, int length)
    {
        Descriptor* entry = _table.Pointer<Descriptor>(0);
        while (length > 0)
        {
            int part = Math.Min(length, MaxPart);
            length -= part;
            entry->Address = address.Value;
            entry->Length = (uint)part;
            entry->Flags = length == 0 ? (ushort)(Valid | End) : Valid;
            address += part;
            entry++;
        }
    }
}
