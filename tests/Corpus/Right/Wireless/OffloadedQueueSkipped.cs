using Hal;
using Devices;

/// <summary>A wireless receive test whose buffer is given back whether or not the queue is offloaded.</summary>
public static unsafe class ReceiveCheck
{
    public static bool Run<THal>(Device radio, byte* buffer, bool offloaded)
        where THal : struct, IHal
    {
        DmaBuffer frame = new(buffer, 4096);
        PhysAddr address = THal.Share(frame, BufferDirection.DeviceToDriver);
        radio.WriteRegister(offloaded ? 0x40 : 0x44, address.Value);
        radio.Kick();

        bool received;
        do
        {
            received = radio.Poll();
        }
        while (!received && radio.ReadRegister(4) != 0);

        radio.Reset();
        THal.Unshare(address, frame, BufferDirection.DeviceToDriver);
        if (offloaded)
        {
            Log.Info("offloaded");
        }

        return received;
    }
}
