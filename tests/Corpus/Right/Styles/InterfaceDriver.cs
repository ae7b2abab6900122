using System.Threading;
using Devices;
using Hal;

public interface IDataMover
{
    [return: MustUnshare]
    PhysAddr Begin(DmaBuffer buffer);

    void Finish([Unshares] PhysAddr address, DmaBuffer buffer);
}

public sealed class DataMover<THal>(Device device) : IDataMover where THal : struct, IHal
{
    public PhysAddr Begin(DmaBuffer buffer)
    {
        PhysAddr a = THal.Share(buffer, BufferDirection.Both);
        device.Program(a, buffer.Length);
        device.Kick();
        return a;
    }

    public void Finish(PhysAddr address, DmaBuffer buffer)
    {
        while (!device.Poll())
        {
            Thread.Yield();
        }

        THal.Unshare(address, buffer, BufferDirection.Both);
    }
}

public sealed class MoverUser(IDataMover mover)
{
    public byte First(DmaBuffer buffer)
    {
        PhysAddr a = mover.Begin(buffer);
        mover.Finish(a, buffer);
        return buffer[0];
    }

    public void Both(DmaBuffer left, DmaBuffer right)
    {
        PhysAddr l = mover.Begin(left);
        PhysAddr r = mover.Begin(right);
        mover.Finish(l, left);
        mover.Finish(r, right);
    }
}
