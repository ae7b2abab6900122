using System;
using Hal;

public sealed class LazyShare<THal>(DmaBuffer buffer) : IDisposable where THal : struct, IHal
{
    private PhysAddr? _address;

    public PhysAddr Address => _address ??= THal.Share(buffer, BufferDirection.Both);

    public void Sync()
    {
        if (_address is { } a)
        {
            THal.Unshare(a, buffer, BufferDirection.Both);
            _address = THal.Share(buffer, BufferDirection.Both);
        }
    }

    public void Dispose()
    {
        if (_address.HasValue)
        {
            THal.Unshare(_address.Value, buffer, BufferDirection.Both);
            _address = null;
        }
    }
}
