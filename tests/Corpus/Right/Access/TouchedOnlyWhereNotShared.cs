using Devices;
using Hal;

/// <summary>Small packets are copied into the descriptor and never shared; only on that path is the buffer written.</summary>
public sealed class InlineOrShared<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Send(DmaBuffer packet)
    {
        bool small = packet.Length <= 64;
        PhysAddr at = default;
        if (!small)
        {
            at = THal.Share(packet, BufferDirection.DriverToDevice);
            _device.Program(at, packet.Length);
        }

        if (small)
        {
            packet[0] |= 0x80;
            for (int i = 0; i < packet.Length; i++)
            {
                _device.WriteRegister(0x100 + i, packet[i]);
            }
        }

        _device.Wait(1);
        if (!small)
        {
            THal.Unshare(at, packet, BufferDirection.DriverToDevice);
        }
    }
}
