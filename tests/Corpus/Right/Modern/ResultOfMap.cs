using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A result type in place of exceptions.
public readonly struct Result<T>
{
    private Result(T? value, string? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public string? Error { get; }

    public bool IsOk => Error is null;

    public static Result<T> Ok(T value) => new(value, null);

    public static Result<T> Fail(string error) => new(default, error);
}

public static class ResultOfMap<THal>
    where THal : struct, IHal
{
    public static Result<Shared<THal>> Map(DmaBuffer buffer, BufferDirection direction)
    {
        try
        {
            return Result<Shared<THal>>.Ok(new Shared<THal>(buffer, direction));
        }
        catch (DmaException error)
        {
            return Result<Shared<THal>>.Fail(error.Message);
        }
    }

    public static Result<int> Send(Device device, DmaBuffer header, DmaBuffer body)
    {
        Result<Shared<THal>> first = Map(header, DriverToDevice);
        if (!first.IsOk)
        {
            return Result<int>.Fail(first.Error!);
        }

        Result<Shared<THal>> second = Map(body, DriverToDevice);
        if (!second.IsOk)
        {
            first.Value.Unshare();
            return Result<int>.Fail(second.Error!);
        }

        int status = device.Start(first.Value.Paddr, header.Length) | device.Start(second.Value.Paddr, body.Length);
        device.Wait(100);
        second.Value.Unshare();
        first.Value.Unshare();
        return status == 0 ? Result<int>.Ok(header.Length + body.Length) : Result<int>.Fail("device error");
    }
}
