using System;
using Devices;
using Hal;

/// <summary>An SD host: PIO for small transfers, DMA for large ones, a retry with a tuning step, and a stop command at the end.</summary>
public sealed class SdHost<THal>
    where THal : struct, IHal
{
    private const int PioLimit = 64;
    private readonly Device _host = new();

    public int Transfer(DmaBuffer data, bool read)
    {
        bool dma = data.Length > PioLimit && data.Length % 512 == 0;
        BufferDirection direction = read ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        int result = -5;
        for (int attempt = 0; attempt < 3 && result == -5; attempt++)
        {
            PhysAddr at = default;
            if (dma)
            {
                at = THal.Share(data, direction);
                _host.Program(at, data.Length);
            }

            result = _host.Status;
            if (!dma)
            {
                result = Pio(data, read);
            }
            else if (!_host.Wait(250))
            {
                _host.Reset();
                result = -5;
            }

            if (dma)
            {
                THal.Unshare(at, data, direction);
            }

            if (result == -5)
            {
                Tune();
            }
        }

        return result;
    }

    private int Pio(DmaBuffer data, bool read)
    {
        Span<byte> bytes = data.AsSpan();
        for (int i = 0; i < bytes.Length; i++)
        {
            if (read)
            {
                bytes[i] = (byte)_host.ReadRegister(0x20);
            }
            else
            {
                _host.WriteRegister(0x20, bytes[i]);
            }
        }

        return 0;
    }

    private void Tune() => _host.WriteRegister(0x3C, 1);
}
