using Devices;
using Hal;

public sealed class DetachIntoTable<THal>(Ring ring) where THal : struct, IHal
{
    private readonly Shared<THal>[] _table = new Shared<THal>[256];

    public bool TryPost(DmaBuffer b)
    {
        using var scope = new SharedScope<THal>(b, BufferDirection.DriverToDevice);
        if (!ring.TryPost(scope.Paddr, b.Length, out int index))
        {
            return false;
        }

        _table[index] = scope.Detach();
        ring.Doorbell();
        Log.Address(scope.Paddr);
        return true;
    }

    public void Poll()
    {
        while (ring.TryTake(out int index, out _))
        {
            _table[index].Unshare();
            _table[index] = default;
        }
    }
}
