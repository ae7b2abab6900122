using Devices;
using Hal;

public sealed class TempVariableShuffle<THal>(Ring ring) where THal : struct, IHal
{
    private PhysAddr _spare;
    private DmaBuffer _spareBuffer;

    // The received buffer is replaced in the ring by the spare one.
    public (PhysAddr Address, DmaBuffer Buffer) Exchange(PhysAddr filled, DmaBuffer filledBuffer, DmaBuffer fresh)
    {
        PhysAddr next = _spare;
        DmaBuffer nextBuffer = _spareBuffer;
        if (next == default)
        {
            next = THal.Share(fresh, BufferDirection.DeviceToDriver);
            nextBuffer = fresh;
        }
        else
        {
            _spare = THal.Share(fresh, BufferDirection.DeviceToDriver);
            _spareBuffer = fresh;
        }

        ring.Post(0, next, nextBuffer.Length);
        THal.Unshare(filled, filledBuffer, BufferDirection.DeviceToDriver);
        return (next, nextBuffer);
    }

    public void Close()
    {
        ring.Stop();
        if (_spare != default)
        {
            THal.Unshare(_spare, _spareBuffer, BufferDirection.DeviceToDriver);
            _spare = default;
        }
    }

    public bool Local(DmaBuffer x, DmaBuffer y)
    {
        PhysAddr a = THal.Share(x, BufferDirection.DriverToDevice);
        var b = y;
        PhysAddr c = THal.Share(b, BufferDirection.DriverToDevice);
        PhysAddr alias = a;
        bool ok = ring.TryPost(alias, x.Length, out _) & ring.TryPost(c, y.Length, out _);
        ring.Stop();
        THal.Unshare(c, y, BufferDirection.DriverToDevice);
        THal.Unshare(alias, x, BufferDirection.DriverToDevice);
        return ok;
    }
}
