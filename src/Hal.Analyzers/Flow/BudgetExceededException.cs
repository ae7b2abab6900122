using System;

namespace Hal.Analyzers.Flow;

/// <summary>A method is larger than the engine's bounds; nothing is reported for it but HAL9001.</summary>
internal sealed class BudgetExceededException : Exception
{
}
