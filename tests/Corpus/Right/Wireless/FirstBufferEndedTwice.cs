using Hal;
using Devices;

/// <summary>A wireless transmit completion: each buffer is ended once.</summary>
public sealed unsafe class TransmitDescriptor<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();

    public void Send(DmaBuffer header, DmaBuffer body, bool parsedByFirmware)
    {
        PhysAddr first = THal.Share(header, BufferDirection.DriverToDevice);
        PhysAddr second = THal.Share(body, BufferDirection.DriverToDevice);
        _ring.Post(0, first, header.Length);
        _ring.Post(1, second, body.Length);
        _ring.Doorbell();
        while (!_ring.IsDone(1))
        {
        }

        THal.Unshare(second, body, BufferDirection.DriverToDevice);
        THal.Unshare(first, header, BufferDirection.DriverToDevice);
        if (parsedByFirmware)
        {
            Log.Info("parsed");
        }
    }
}
