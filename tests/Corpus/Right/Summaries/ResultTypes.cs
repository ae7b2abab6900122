using Devices;
using Hal;

/// <summary>Mapping helpers that report by an error code, an enum, a nullable, a default address, a tuple and a result record.</summary>
public sealed class ResultTypes<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private readonly record struct Mapped(PhysAddr At, string? Error);

    private int MapCode(DmaBuffer data, out PhysAddr at)
    {
        at = default;
        if (!_device.Ready)
        {
            return -19;
        }

        at = THal.Share(data, BufferDirection.Both);
        return 0;
    }

    private PhysAddr MapOrDefault(DmaBuffer data) => _device.Ready ? THal.Share(data, BufferDirection.Both) : default;

    private Shared<THal>? MapOrNull(DmaBuffer data) => _device.Ready ? new Shared<THal>(data, BufferDirection.Both) : null;

    private (bool Ok, PhysAddr At) MapTuple(DmaBuffer data) =>
        _device.Ready ? (true, THal.Share(data, BufferDirection.Both)) : (false, default);

    private Mapped MapRecord(DmaBuffer data) =>
        _device.Ready ? new Mapped(THal.Share(data, BufferDirection.Both), null) : new Mapped(default, "down");

    public int Code(DmaBuffer data)
    {
        int error = MapCode(data, out PhysAddr at);
        if (error != 0)
        {
            return error;
        }

        _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.Both);
        return 0;
    }

    public bool Defaulted(DmaBuffer data)
    {
        PhysAddr at = MapOrDefault(data);
        if (at == default)
        {
            return false;
        }

        THal.Unshare(at, data, BufferDirection.Both);
        return true;
    }

    public void Nulled(DmaBuffer data) => MapOrNull(data)?.Unshare();

    public void Tupled(DmaBuffer data)
    {
        (bool ok, PhysAddr at) = MapTuple(data);
        if (ok)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }
    }

    public string? Recorded(DmaBuffer data)
    {
        Mapped mapped = MapRecord(data);
        if (mapped.Error is null)
        {
            THal.Unshare(mapped.At, data, BufferDirection.Both);
        }

        return mapped.Error;
    }
}
