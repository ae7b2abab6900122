using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A message of several transfers: all are mapped first, run one after the other, and all unmapped last.</summary>
public sealed class SpiMessage<THal>
    where THal : struct, IHal
{
    public sealed record Transfer(DmaBuffer Tx, DmaBuffer Rx)
    {
        internal PhysAddr TxDma { get; set; }

        internal PhysAddr RxDma { get; set; }

        public int Length => Tx.IsEmpty ? Rx.Length : Tx.Length;
    }

    private readonly List<Transfer> _transfers = [];

    public void Add(Transfer transfer) => _transfers.Add(transfer);

    private bool MapAll()
    {
        int i = 0;
        try
        {
            for (; i < _transfers.Count; i++)
            {
                Transfer t = _transfers[i];
                if (!t.Tx.IsEmpty)
                {
                    t.TxDma = THal.Share(t.Tx, DriverToDevice);
                }

                if (!t.Rx.IsEmpty)
                {
                    t.RxDma = THal.Share(t.Rx, DeviceToDriver);
                }
            }

            return true;
        }
        catch (DmaException)
        {
            UnmapAll();
            return false;
        }
    }

    private void UnmapAll()
    {
        foreach (Transfer t in _transfers)
        {
            if (t.TxDma != default)
            {
                THal.Unshare(t.TxDma, t.Tx, DriverToDevice);
                t.TxDma = default;
            }

            if (t.RxDma != default)
            {
                THal.Unshare(t.RxDma, t.Rx, DeviceToDriver);
                t.RxDma = default;
            }
        }
    }

    public int Run(SpiController controller, int chip)
    {
        if (!MapAll())
        {
            return -12;
        }

        int error = 0;
        controller.SelectChip(chip);
        foreach (Transfer t in _transfers)
        {
            error = controller.Start(t.TxDma, t.RxDma, t.Length);
            if (error != 0)
            {
                break;
            }

            if (!controller.WaitIdle(t.Length))
            {
                controller.Abort();
                error = -110;
                break;
            }
        }

        controller.ReleaseChip();
        UnmapAll();
        return error;
    }
}
