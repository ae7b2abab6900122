using Devices;
using Hal;

/// <summary>A tape drive's block write whose finally asks the address itself whether it was ever shared.</summary>
public sealed class TapeWriter<THal>
    where THal : struct, IHal
{
    private readonly Device _drive = new();

    public bool Write(DmaBuffer block, bool compress)
    {
        PhysAddr at = default;
        try
        {
            if (compress && _drive.ReadRegister(4) == 0)
            {
                throw new DeviceException("the drive cannot compress");
            }

            at = THal.Share(block, BufferDirection.DriverToDevice);
            if (_drive.Start(at, block.Length) != 0)
            {
                throw new DeviceException("the drive is not ready");
            }

            return _drive.Wait(30_000);
        }
        finally
        {
            if (at != default)
            {
                _drive.Reset();
                THal.Unshare(at, block, BufferDirection.DriverToDevice);
            }
        }
    }
}
