using Devices;
using Hal;

/// <summary>One variable's value is established in many ways between Share and Unshare; all agree with the first.</summary>
public sealed class OneVariable<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, int? timeout, string? name)
    {
        PhysAddr at = default;
        if (timeout is > 0)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        int limit = timeout.GetValueOrDefault();
        int status = _device.Start(at, limit);
        if (limit > 0)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        PhysAddr nameAt = default;
        DmaBuffer tail = data.Slice(0, 1);
        if (name?.Length > 0)
        {
            nameAt = THal.Share(tail, BufferDirection.Both);
        }

        status += _device.Start(nameAt, 1);
        if (name is { Length: > 0 })
        {
            THal.Unshare(nameAt, tail, BufferDirection.Both);
        }

        return status;
    }

    public int Negated(DmaBuffer data, bool skip)
    {
        bool map = !skip;
        PhysAddr at = map ? THal.Share(data, BufferDirection.Both) : default;
        int status = _device.Start(at, data.Length);
        if (skip == false)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }

    public int Xored(DmaBuffer data, bool a, bool b)
    {
        PhysAddr at = default;
        if (a ^ b)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        int status = _device.Start(at, data.Length);
        if (a != b)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }
}
