using Devices;
using Hal;

public sealed class PatternCleanup<THal>(Device device) where THal : struct, IHal
{
    private readonly record struct Map(PhysAddr Address, DmaBuffer Buffer, BufferDirection Direction);

    private static void Unmap(in Map m) => THal.Unshare(m.Address, m.Buffer, m.Direction);

    private static Map Create(DmaBuffer b, BufferDirection d) => new(THal.Share(b, d), b, d);

    public int Run(DmaBuffer? first, DmaBuffer second)
    {
        Map? a = first is { IsEmpty: false } f ? Create(f, BufferDirection.DriverToDevice) : null;
        Map b = Create(second, BufferDirection.Both);
        int status = (a, device.Ready) switch
        {
            ({ } m, true) => device.Start(m.Address, m.Buffer.Length),
            (null, true) => 0,
            _ => -19,
        };
        if (status >= 0)
        {
            status = device.Start(b.Address, second.Length);
        }

        Unmap(b);
        if (a is { } mapped)
        {
            Unmap(in mapped);
        }

        return status;
    }
}
