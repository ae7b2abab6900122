using Devices;
using Hal;

public sealed class AddressArithmetic<THal>(Ring ring) where THal : struct, IHal
{
    public unsafe void Post(DmaBuffer message)
    {
        PhysAddr a = THal.Share(message, BufferDirection.DriverToDevice);
        Descriptor* d = ring.Descriptors;
        d[0] = new Descriptor { Address = a.Value, Length = 16, Next = 1 };
        d[1] = new Descriptor { Address = (a + 16).Value, Length = (uint)(message.Length - 16) };
        ring.Post(0, a, 16);
        ring.Post(1, a + 16UL, message.Length - 16);
        ring.Doorbell();
        while (!ring.IsDone(1))
        {
        }

        PhysAddr end = a + message.Length;
        Expect.That(end - a == (ulong)message.Length);
        THal.Unshare(end - (ulong)message.Length, message, BufferDirection.DriverToDevice);
    }
}
