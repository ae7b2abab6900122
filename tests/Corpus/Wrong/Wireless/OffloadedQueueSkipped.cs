using Hal;
using Devices;

// Follows a fix in mt76, 0c750cf0.
/// <summary>A wireless receive test whose buffer is given back only when the queue is offloaded.</summary>
public static unsafe class ReceiveCheck
{
    public static bool Run<THal>(Device radio, byte* buffer, bool offloaded)
        where THal : struct, IHal
    {
        DmaBuffer frame = new(buffer, 4096);
        PhysAddr address = THal.Share(frame, BufferDirection.DeviceToDriver); //! HAL1002
        radio.WriteRegister(offloaded ? 0x40 : 0x44, address.Value);
        radio.Kick();

        bool received;
        do
        {
            received = radio.Poll();
        }
        while (!received && radio.ReadRegister(4) != 0);

        radio.Reset();
        if (offloaded)
        {
            THal.Unshare(address, frame, BufferDirection.DeviceToDriver);
        }

        return received;
    }
}
