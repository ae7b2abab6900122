using Devices;
using Hal;

namespace Drivers;

// A card reader that uses DMA where the host has it, and the FIFO where it has not or where no share can be made. Only the path by DMA
// shares, and the fallback touches the buffer when no share of it lives.
public sealed class CardReader<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host;

    public CardReader(MmcController host) => _host = host;

    public long ReadByFifo { get; private set; }

    public bool ReadSector(uint sector, DmaBuffer into)
    {
        if (_host.UsesDma && TryShare(into, out Shared<THal> share))
        {
            try
            {
                return ReadByDma(sector, share.Paddr);
            }
            finally
            {
                share.Unshare();
            }
        }

        if (_host.SendCommand(17, sector) != 0)
        {
            return false;
        }

        _host.ReadFifo(into.AsSpan());
        ReadByFifo++;
        return true;
    }

    private bool ReadByDma(uint sector, PhysAddr address)
    {
        _host.SetDataAddress(address);
        if (_host.SendCommand(17, sector) != 0)
        {
            return false;
        }

        while (_host.Interrupts == 0)
        {
            if (_host.TimedOut(250))
            {
                _host.StopTransfer();
                return false;
            }
        }

        if (_host.Interrupts != MmcController.DataDone)
        {
            _host.StopTransfer();
            return false;
        }

        return true;
    }

    private static bool TryShare(DmaBuffer buffer, [MustUnshare] out Shared<THal> share)
    {
        try
        {
            share = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
            return true;
        }
        catch (DmaException)
        {
            share = default;
            return false;
        }
    }
}
