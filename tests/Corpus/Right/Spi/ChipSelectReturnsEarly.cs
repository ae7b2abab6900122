using System.Collections.Generic;
using Hal;
using Devices;

/// <summary>An SPI message of several transfers: a busy controller ends the loop after the current transfer's share.</summary>
public sealed class SpiMessage<THal>
    where THal : struct, IHal
{
    private readonly SpiController _spi = new();

    public int Send(IEnumerable<DmaBuffer> transfers)
    {
        int sent = 0;
        _spi.SelectChip(0);
        foreach (DmaBuffer transfer in transfers)
        {
            PhysAddr address = THal.Share(transfer, BufferDirection.DriverToDevice);
            int status = _spi.Start(address, default, transfer.Length);
            if (status == -16)
            {
                THal.Unshare(address, transfer, BufferDirection.DriverToDevice);
                break;
            }

            _spi.WaitIdle(10);
            THal.Unshare(address, transfer, BufferDirection.DriverToDevice);
            sent++;
        }

        _spi.ReleaseChip();
        return sent;
    }
}
