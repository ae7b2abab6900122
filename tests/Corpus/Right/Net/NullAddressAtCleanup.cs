using Hal;
using Devices;

/// <summary>A real-time Ethernet driver that ends the share with the address it took out of its note.</summary>
public sealed unsafe class CyclicTransmit<THal>
    where THal : struct, IHal
{
    private readonly SerialPort _line = new();

    public void SendCycle(DmaBuffer frame, int cycles)
    {
        for (int i = 0; i < cycles; i++)
        {
            PhysAddr pending = THal.Share(frame, BufferDirection.DriverToDevice);
            _line.StartTransmit(pending, frame.Length);
            while (!_line.TransmitIdle)
            {
            }

            PhysAddr finished = pending;
            pending = default;
            THal.Unshare(finished, frame, BufferDirection.DriverToDevice);
            Log.Address(pending);
        }
    }
}
