using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: Fix memory leak after mt76_connac_mcu_alloc_sta_req()": a key record that cannot be filled in is
// thrown out by an exception while the request is shared.
public enum Cipher
{
    None,
    Ccmp,
    Gcmp,
    Wapi,
}

public sealed class StationCommands<THal>(Mailbox mcu)
    where THal : struct, IHal
{
    private const uint StaRecordUpdate = 0x25;

    public int InstallKey(DmaBuffer request, DmaBuffer key, Cipher cipher)
    {
        request[0] = (byte)key.Length;
        request[1] = (byte)cipher;
        PhysAddr head = THal.Share(request, BufferDirection.DriverToDevice); //! HAL1002
        switch (cipher)
        {
            case Cipher.None:
            case Cipher.Ccmp:
            case Cipher.Gcmp:
                break;
            default:
                throw new DeviceException($"cipher {cipher} is not supported");
        }

        PhysAddr tail = THal.Share(key, BufferDirection.DriverToDevice);
        int status = mcu.Execute(StaRecordUpdate, head, tail);
        THal.Unshare(tail, key, BufferDirection.DriverToDevice);
        THal.Unshare(head, request, BufferDirection.DriverToDevice);
        return status;
    }
}
