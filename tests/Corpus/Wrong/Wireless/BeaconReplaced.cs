using Hal;
using Devices;

// Follows a fix in rtlwifi, issue 30.
/// <summary>A wireless access point that shares a new beacon at each interval and never ends the share of the one before.</summary>
public sealed unsafe class Beaconing<THal>
    where THal : struct, IHal
{
    private readonly Device _radio = new();

    public void Run(Packet beacon, Deadline end)
    {
        DmaBuffer buffer = beacon.Buffer;
        PhysAddr current = THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1002
        while (!end.Expired)
        {
            _radio.Program(current, buffer.Length);
            _radio.Wait(100);
            current = THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1002
        }

        _radio.Reset();
        THal.Unshare(current, buffer, BufferDirection.DriverToDevice);
    }
}
