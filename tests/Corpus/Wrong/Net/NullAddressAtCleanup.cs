using Hal;
using Devices;

// Follows a fix in openPOWERLINK (the 8255x Ethernet driver).
/// <summary>A real-time Ethernet driver that clears its note of the address and then ends the share with it.</summary>
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
            THal.Unshare(pending, frame, BufferDirection.DriverToDevice); //! HAL1001
            Log.Address(finished);
        }
    }
}
