using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in iPXE: "[bnxt] Fix memory leak in probe()" (f0ceb70cb): the memory of the firmware's requests stayed allocated when a
// later step failed.
public sealed unsafe class Bnxt<THal>
    where THal : struct, IHal
{
    private readonly MmioRegion _bar;
    private readonly Device _chip;
    private Dma<THal>? _hwrm;

    public Bnxt(MmioRegion bar, Device chip)
    {
        _bar = bar;
        _chip = chip;
    }

    public int Probe()
    {
        int error = -12;
        if (!Dma<THal>.TryCreate(2, Both, out Dma<THal>? hwrm)) //! HAL2002 (no fix: jump)
        {
            goto AllocateFailed;
        }

        ulong* request = hwrm.Pointer<ulong>(0);
        request[0] = 0x0000_FFFF_0000_0000;
        request[1] = hwrm.PaddrAt(4096).Value;
        _bar.Write64(0x100, hwrm.Paddr.Value);
        if (!_chip.Wait(500))
        {
            error = -110;
            goto UpFailed;
        }

        if (*hwrm.Pointer<uint>(4096) != 0)
        {
            error = -5;
            goto UpFailed;
        }

        _hwrm = hwrm;
        return 0;

    UpFailed:
        _chip.Reset();
    AllocateFailed:
        Log.Info("bnxt: probe failed");
        return error;
    }

    public void Remove()
    {
        _chip.Reset();
        _hwrm?.Dispose();
    }
}
