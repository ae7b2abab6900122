using Devices;
using Hal;

/// <summary>A helper answers null where there is nothing to share; the caller unwraps what it got.</summary>
public sealed class MaybeMapped<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private static PhysAddr? Map(DmaBuffer data) => data.IsEmpty ? null : THal.Share(data, BufferDirection.DriverToDevice);

    public bool Send(DmaBuffer header, DmaBuffer body)
    {
        PhysAddr? headerAt = Map(header);
        PhysAddr? bodyAt = Map(body);
        bool ok = _device.Submit(headerAt ?? default, header.Length) && _device.Submit(bodyAt.GetValueOrDefault(), body.Length);
        if (bodyAt.HasValue)
        {
            THal.Unshare(bodyAt.Value, body, BufferDirection.DriverToDevice);
        }

        if (headerAt is PhysAddr at)
        {
            THal.Unshare(at, header, BufferDirection.DriverToDevice);
        }

        return ok;
    }
}
