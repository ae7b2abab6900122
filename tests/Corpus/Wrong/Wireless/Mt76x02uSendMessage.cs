using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "mt76: mt76x02u: fix possible memory leak in __mt76x02u_mcu_send_msg": the message was shared before the
// "device removed" test, whose return leaves it shared.
public sealed class McuChannel<THal>(Device usb)
    where THal : struct, IHal
{
    private const int HeaderBytes = 4;
    private byte _sequence;

    public bool Removed { get; set; }

    public int Send(DmaBuffer message, byte command, bool waitResponse)
    {
        if (message.Length < HeaderBytes)
        {
            return -22;
        }

        _sequence = (byte)((_sequence + 1) & 0xf);
        if (_sequence == 0)
        {
            _sequence = 1;
        }

        message[0] = command;
        message[1] = waitResponse ? _sequence : (byte)0;
        PhysAddr paddr = THal.Share(message, BufferDirection.DriverToDevice); //! HAL1002
        if (Removed)
        {
            return 0;
        }

        int status = usb.Start(paddr, message.Length);
        if (status == 0 && waitResponse && !usb.Wait(500))
        {
            usb.Reset();
            status = -110;
        }

        THal.Unshare(paddr, message, BufferDirection.DriverToDevice);
        return status;
    }
}
