using Hal;

/// <summary>A facade in a platform's own words, annotated so that the rules go through it, and forwarding to a HAL.</summary>
public static class Bus<THal>
    where THal : struct, IHal
{
    [return: MustUnshare]
    public static PhysAddr MapForRead(DmaBuffer buffer) => THal.Share(buffer, BufferDirection.DriverToDevice);

    [return: MustUnshare]
    public static PhysAddr MapForWrite(DmaBuffer buffer)
    {
        buffer.AsSpan().Clear();
        return THal.Share(buffer, BufferDirection.DeviceToDriver);
    }

    public static void Unmap([Unshares] PhysAddr at, DmaBuffer buffer, bool written)
    {
        BufferDirection direction = written ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        THal.Unshare(at, buffer, direction);
    }

    public static int RoundTrip(DmaBuffer question, DmaBuffer answer, Devices.DmaEngine engine)
    {
        PhysAddr from = MapForRead(question);
        PhysAddr to = MapForWrite(answer);
        int cookie = engine.Submit(from, to, question.Length);
        if (cookie >= 0)
        {
            engine.WaitFor(cookie, 10);
        }

        Unmap(to, answer, written: true);
        Unmap(from, question, written: false);
        return cookie;
    }
}
