using Devices;
using Hal;

/// <summary>Each attempt shares and unshares; success returns from the middle of the loop.</summary>
public sealed class RadioFirmware<THal>
    where THal : struct, IHal
{
    private readonly Device _radio = new();

    public void Load(DmaBuffer image)
    {
        for (int attempt = 0; attempt < 5; attempt++)
        {
            PhysAddr at = THal.Share(image, BufferDirection.DriverToDevice);
            bool loaded;
            try
            {
                loaded = _radio.Submit(at, image.Length) && _radio.Wait(250 << attempt);
            }
            finally
            {
                THal.Unshare(at, image, BufferDirection.DriverToDevice);
            }

            if (loaded)
            {
                return;
            }

            _radio.Reset();
        }

        throw new DeviceException("the radio does not take its firmware");
    }
}
