using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "scsi: qedi: Fix a possible memory leak in qedi_alloc_and_init_sb()": when the firmware refuses the status
// block, its memory is given back.
public sealed unsafe class QediFunction<THal>(Mailbox firmware) : IDisposable
    where THal : struct, IHal
{
    private const uint InitStatusBlock = 0x1200;

    private Dma<THal>? _statusBlock;

    public bool Attached => _statusBlock is not null;

    public int AllocateStatusBlock(ushort id)
    {
        if (_statusBlock is not null)
        {
            return -17;
        }

        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? block))
        {
            Log.Info("no memory for the status block");
            return -12;
        }

        int status = firmware.Execute(InitStatusBlock | id, block.Paddr);
        if (status != 0)
        {
            Log.Info("the status block was refused");
            block.Dispose();
            return status;
        }

        _statusBlock = block;
        return 0;
    }

    public void Dispose()
    {
        _statusBlock?.Dispose();
        _statusBlock = null;
    }
}
