using Devices;
using Hal;

public sealed class ShareFailureTests<THal> where THal : struct, IHal
{
    public void Fails(DmaBuffer buffer)
    {
        Expect.Throws<DmaException>(() => new Shared<THal>(buffer, BufferDirection.DriverToDevice));
        Expect.Throws<DmaException>(() => { THal.Share(buffer, BufferDirection.DriverToDevice); });
        Expect.Throws<DmaException>(() => { _ = THal.Share(buffer, BufferDirection.DriverToDevice); });
    }
}
